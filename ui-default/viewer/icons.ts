/** Pictures as path data in 24 by 24 units, stroked. Drawn for this project; more in ../shared/icons.ts. */
export const VIEWER_ICONS = {
  person: "M12 12.5a4 4 0 1 0 0-8 4 4 0 0 0 0 8z M4.5 20.5c.8-3.6 3.8-5.5 7.5-5.5s6.7 1.9 7.5 5.5",
  keypad:
    "M5 4.5h14v15H5z M9 9h.1 M12 9h.1 M15 9h.1 M9 12h.1 M12 12h.1 M15 12h.1 M9 15h.1 M12 15h.1 M15 15h.1",
  clock: "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17z M12 7.5V12l3 2",
  link: "M9 15l6-6 M10.5 6.5l1.6-1.6a4.2 4.2 0 0 1 6 6l-1.6 1.6 M13.5 17.5l-1.6 1.6a4.2 4.2 0 0 1-6-6l1.6-1.6",
  pages: "M8 4.5h8l3 3v9H8z M16 4.5v3h3 M5 8v11.5h10",
  door: "M10 4.5H5v15h5 M14 8l4 4-4 4 M18 12H9",
} as const;
