/** The times a relay keeps to, in ms; tests take shorter ones. */
export interface RelayTimes {
  readonly helloMs: number;
  readonly silenceMs: number;
  readonly absenceMs: number;
  readonly sessionMs: number;
  readonly sweepMs: number;
  readonly reviewMs: number;
  readonly joinWaitMs: number;
}
