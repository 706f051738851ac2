// What a group lets its agents do in its pages, when the visitor allows it. docs/REMOTE-CONTROL.md.
import { z } from "zod";

export const controlForm = z.strictObject({
  /** Whether agents may ask for remote control. */
  enabled: z.boolean().default(true),
  /** `page`: they may use all that is not masked. `marked`: only what has the class `glance_controllable`. */
  regions: z.enum(["page", "marked"]).default("page"),
});

export type ControlSettings = z.infer<typeof controlForm>;
