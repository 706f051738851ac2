// PDFs for tests: one page of lines in Helvetica, and what somebody might hide beside them.

export interface PdfParts {
  readonly lines: readonly string[];
  /** Addresses of links, one under the other at the page's left edge. */
  readonly links?: readonly string[];
  /** A script that a reader which runs scripts runs at once. */
  readonly script?: string;
}

/** A PDF 1.7 (ISO 32000-1). Lines begin 60 points from the left, 20 points apart, the first 100 below the top of 842. */
export function pdfOf({ lines, links = [], script }: PdfParts): Uint8Array {
  const text = (value: string): string => `(${value.replace(/[\\()]/g, "\\$&")})`;
  const content = `BT /F1 14 Tf 60 742 Td 20 TL ${lines.map((line) => `${text(line)} Tj T*`).join(" ")} ET`;
  const annotations = links.map(
    (url, at) =>
      `<< /Type /Annot /Subtype /Link /Rect [0 ${600 - 30 * at} 50 ${620 - 30 * at}] /Border [0 0 0] /A << /S /URI /URI ${text(url)} >> >>`,
  );
  const action = script === undefined ? "" : `/OpenAction << /S /JavaScript /JS ${text(script)} >>`;
  const objects = [
    `<< /Type /Catalog /Pages 2 0 R ${action} >>`,
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources << /Font << /F1 4 0 R >> >> /Annots [${annotations.join(" ")}] >>`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
  ];
  let file = "%PDF-1.7\n";
  const starts = objects.map((object, at) => {
    const start = file.length;
    file += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return start;
  });
  const table = file.length;
  const rows = starts.map((start) => `${String(start).padStart(10, "0")} 00000 n \n`).join("");
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}`;
  file += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`;
  return new TextEncoder().encode(file);
}
