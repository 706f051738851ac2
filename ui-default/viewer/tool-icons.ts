/** Pictures as path data in 24 by 24 units, stroked. Drawn for this project. */
export const TOOL_ICONS = {
  look: "M2.5 12s3.5-6 9.5-6 9.5 6 9.5 6-3.5 6-9.5 6-9.5-6-9.5-6z M12 14.6a2.6 2.6 0 1 0 0-5.2 2.6 2.6 0 0 0 0 5.2z",
  point: "M6 4v14l3.6-3.4 2.4 5.4 2.8-1.2-2.4-5.3h5z",
  highlight: "M4 8V4h4 M16 4h4v4 M20 16v4h-4 M8 20H4v-4 M8.5 8.5h7v7h-7z",
  pen: "M4.5 19.5l1-4L16 5l3 3L8.5 18.5z M13.5 7.5l3 3",
  rectangle: "M4 6h16v12H4z",
  arrow: "M5 19L19 5 M10 5h9v9",
  stays: "M12 15v5.5 M8 4.5h8 M9.5 4.5v5L7 13v2h10v-2l-2.5-3.5v-5",
  clear: "M6 7h12 M9.5 7V4.5h5V7 M7.5 7l1 12.5h7l1-12.5",
  aloud: "M4 9.5h3.5L12 5.5v13l-4.5-4H4z M15.5 9a4 4 0 0 1 0 6 M18 6.5a7.5 7.5 0 0 1 0 11",
  control:
    "M9 11V5.5a1.5 1.5 0 0 1 3 0V11l5.5 1.5c1 .3 1.5 1 1.300 2l-1 5H10.5L6 14.5c-1-1.300.5-2.800 1.800-1.800z",
  back: "M19 12H5 M11 6l-6 6 6 6",
  forward: "M5 12h14 M13 6l6 6-6 6",
  refresh: "M19 12a7 7 0 1 1-2.200-5.100 M19.5 4v4h-4",
} as const;
