/** A key that signs `partneruserid` in once, within `lifeS`. */
export function createLoginKey(options: {
  readonly secret: string;
  readonly partnerid: string;
  readonly partneruserid: string;
  readonly lifeS?: number;
  readonly now?: number;
}): string;
