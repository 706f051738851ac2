// Names that people read, as endpoints take them.
import { z } from "zod";

/** A name that people read: no line breaks or other control characters, nothing but itself at its ends. */
export const nameForm = (units: number): z.ZodString =>
  z
    .string()
    .min(1)
    .max(units)
    .regex(/^(?!\s)\P{C}+(?<!\s)$/u, "no control characters, and no spaces at its ends");
