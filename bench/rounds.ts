// Turns: what is compared is measured in the same run, one after the other, so that a slow minute of the machine hits all.

/** Calls `measure` `rounds` times for each name, in turns, each round beginning with another name. */
export async function inTurns<Name extends string, Value>(
  rounds: number,
  names: readonly Name[],
  measure: (name: Name, round: number) => Promise<Value>,
): Promise<Record<Name, Value[]>> {
  const measured = Object.fromEntries(names.map((name) => [name, [] as Value[]])) as Record<Name, Value[]>;
  for (let round = 0; round < rounds; round += 1) {
    for (let turn = 0; turn < names.length; turn += 1) {
      const name = names[(round + turn) % names.length]!;
      measured[name].push(await measure(name, round));
    }
  }
  return measured;
}
