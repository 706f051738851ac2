// Paths for `icon`, 24 by 24 units, drawn with a stroke of 1.8.
export const DOCUMENT_ICONS = {
  close: "M6 6l12 12M18 6L6 18",
  find: "M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM20 20l-4-4",
  minus: "M6 12h12",
  plus: "M6 12h12M12 6v12",
  previous: "M6 15l6-6 6 6",
  next: "M6 9l6 6 6-6",
  fitWidth: "M4 5v14M20 5v14M7 12h10M10 9l-3 3 3 3M14 9l3 3-3 3",
  fitPage: "M7 3h10v18H7zM12 7v10M10 9l2-2 2 2M10 15l2 2 2-2",
  rotate: "M19 11a7 7 0 1 0-2 6M19 5v6h-6",
  document: "M7 3h7l4 4v14H7zM14 3v4h4M10 12h5M10 16h5",
  sheet: "M4 5h16v14H4zM4 10h16M10 5v14",
  lock: "M6 11h12v9H6zM8 11V8a4 4 0 0 1 8 0v3",
  alert: "M12 4l9 16H3zM12 10v4M12 17v.5",
} as const;
