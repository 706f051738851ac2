// Attacks of a visitor on an agent's browser, by the numbers of the replay-safety checklist.
import type { Attack } from "./attacks/attack.ts";
import { documents } from "./attacks/documents.ts";
import { links } from "./attacks/links.ts";
import { pictures } from "./attacks/pictures.ts";
import { scripts } from "./attacks/scripts.ts";
import { senses } from "./attacks/senses.ts";
import { sheets } from "./attacks/sheets.ts";

export const ATTACKS: readonly Attack[] = [
  ...scripts,
  ...links,
  ...documents,
  ...pictures,
  ...sheets,
  ...senses,
];
