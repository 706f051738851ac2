import { add, attacks, LARGE } from "./attack.ts";

/** A second of silence. */
const SILENCE = `data:audio/wav;base64,${btoa(`RIFF\x64\x1f\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\x40\x1f\0\0\x40\x1f\0\0\x01\0\x08\0data\x40\x1f\0\0${"\x80".repeat(8_000)}`)}`;

export const senses = attacks([
  {
    id: "S25",
    what: "a sound",
    effect: "plays",
    tell: (page) => add(page, 10, "audio", { autoplay: "", loop: "", src: SILENCE }),
  },
  {
    id: "S26",
    what: "a field that is clicked",
    effect: "focus",
    heldBy: "frame",
    act: "click",
    tell: (page) => add(page, 10, "input", { id: "t", style: LARGE }),
  },
  {
    id: "S26",
    what: "a choice of files",
    effect: "chooser",
    heldBy: "frame",
    act: "click",
    tell: (page) => add(page, 10, "input", { id: "t", style: LARGE, type: "file" }),
  },
]);
