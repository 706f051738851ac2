/** Pictures as path data in 24 by 24 units, stroked. Drawn for this project. */
export const ICONS = {
  help: "M4 5h16v11H4z M9 20h6 M12 16v4 M9.5 12.5l2.5-5 2.5 5",
  screen: "M3.5 5.5a1 1 0 0 1 1-1h15a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1h-15a1 1 0 0 1-1-1z M8.5 20h7 M12 16.5V20",
  copy: "M9 9h10v11H9z M5 15V4h10",
  check: "M5 12.5l4.5 4.5L19 7.5",
  pause: "M8.5 5.5v13 M15.5 5.5v13",
  play: "M8 5.5l10 6.5-10 6.5z",
  stop: "M6 6l12 12 M18 6L6 18",
  down: "M6 9.5l6 6 6-6",
  up: "M6 14.5l6-6 6 6",
  move: "M12 3.5v17 M3.5 12h17 M9.5 6l2.5-2.5L14.5 6 M9.5 18l2.5 2.5 2.5-2.5 M6 9.5L3.5 12 6 14.5 M18 9.5l2.5 2.5-2.5 2.5",
  warning: "M12 4l9 16H3z M12 10v4.5 M12 17.4v.1",
} as const;
