/** Pictures as path data in 24 by 24 units, stroked. Drawn for this project; more in ../shared/icons.ts. */
export const VIEWER_ICONS = {
  person: "M12 12.5a4 4 0 1 0 0-8 4 4 0 0 0 0 8z M4.5 20.5c.8-3.6 3.8-5.5 7.5-5.5s6.7 1.9 7.5 5.5",
  keypad:
    "M5 4.5h14v15H5z M9 9h.1 M12 9h.1 M15 9h.1 M9 12h.1 M12 12h.1 M15 12h.1 M9 15h.1 M12 15h.1 M15 15h.1",
  clock: "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17z M12 7.5V12l3 2",
  link: "M9 15l6-6 M10.5 6.5l1.6-1.6a4.2 4.2 0 0 1 6 6l-1.6 1.6 M13.5 17.5l-1.6 1.6a4.2 4.2 0 0 1-6-6l1.6-1.6",
  pages: "M8 4.5h8l3 3v9H8z M16 4.5v3h3 M5 8v11.5h10",
  plus: "M12 6v12 M6 12h12",
  minus: "M6 12h12",
  info: "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17z M12 11v5 M12 8v.1",
  keyboard: "M3.5 7h17v10h-17z M7 10.3v.1 M10.3 10.3v.1 M13.7 10.3v.1 M17 10.3v.1 M8.5 13.7h7",
  window: "M10.5 5H5v14h14v-5.5 M13.5 5H19v5.5 M19 5l-8 8",
  lock: "M6 11h12v9H6z M8.5 11V8a3.5 3.5 0 0 1 7 0v3",
  people:
    "M9 11.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7z M2.5 19.5c.6-3 3.2-5 6.5-5s5.9 2 6.5 5 M15.5 5a3.5 3.5 0 0 1 0 6.3 M18 14.9c1.9.8 3.1 2.4 3.5 4.6",
  door: "M10 4.5H5v15h5 M14 8l4 4-4 4 M18 12H9",
} as const;
