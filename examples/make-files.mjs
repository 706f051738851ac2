// Makes the demo shop's files to share: `node examples/make-files.mjs` writes examples/demo/files/. What it writes is
// committed; run it again after a change here.
import { mkdirSync, writeFileSync } from "node:fs";
import { crc32, deflateRawSync } from "node:zlib";
import { products } from "./demo/products.js";

const FOLDER = "examples/demo/files";

/** A CSV field, quoted where RFC 4180 asks for it. */
function csvField(value) {
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

function priceList() {
  const rows = [["Article", "Kind", "Price from (EUR)", "About"]];
  for (const { name, kind, price, text } of products) rows.push([name, kind, (price / 100).toFixed(2), text]);
  return rows.map((row) => `${row.map(csvField).join(",")}\r\n`).join("");
}

/** A ZIP file (APPNOTE 6.3) of deflated entries, dated 1 January 2026 so that the same input gives the same bytes. */
function zip(entries) {
  const DATE = ((2026 - 1980) << 9) | (1 << 5) | 1;
  const locals = [];
  const central = [];
  let offset = 0;
  for (const [name, text] of Object.entries(entries)) {
    const data = Buffer.from(text);
    const packed = deflateRawSync(data);
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt16LE(8, 4);
    shared.writeUInt16LE(DATE, 8);
    shared.writeUInt32LE(crc32(data), 10);
    shared.writeUInt32LE(packed.length, 14);
    shared.writeUInt32LE(data.length, 18);
    shared.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from("PK\x03\x04"), shared, Buffer.from(name), packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    central.push(Buffer.concat([Buffer.from("PK\x01\x02\x14\x00"), shared, tail, Buffer.from(name)]));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06");
  end.writeUInt16LE(central.length, 8);
  end.writeUInt16LE(central.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}

const escapeXml = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

/** A sheet's XML: strings inline, numbers as numbers, formulas with what they gave last; the first row bold. */
function sheetXml(rows) {
  const cell = (value, column, row) => {
    const at = `r="${String.fromCharCode(65 + column)}${row + 1}" s="${row === 0 ? 1 : 0}"`;
    if (typeof value === "number") return `<c ${at}><v>${value}</v></c>`;
    if (typeof value === "object")
      return `<c ${at}><f>${escapeXml(value.formula)}</f><v>${value.gave}</v></c>`;
    return `<c ${at} t="inlineStr"><is><t>${escapeXml(value)}</t></is></c>`;
  };
  const lines = rows.map(
    (row, y) => `<row r="${y + 1}">${row.map((value, x) => cell(value, x, y)).join("")}</row>`,
  );
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cols><col min="1" max="1" width="22" customWidth="1"/></cols><sheetData>${lines.join("")}</sheetData></worksheet>`;
}

const OOXML = "http://schemas.openxmlformats.org";
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';

/** A workbook (ECMA-376) with one sheet a name. */
function workbook(sheets) {
  const names = Object.keys(sheets);
  const relation = (id, type, target) =>
    `<Relationship Id="${id}" Type="${OOXML}/officeDocument/2006/relationships/${type}" Target="${target}"/>`;
  const relations = (...inner) =>
    `${HEAD}<Relationships xmlns="${OOXML}/package/2006/relationships">${inner.join("")}</Relationships>`;
  const part = (path, type) =>
    `<Override PartName="${path}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${type}+xml"/>`;
  const font = (inner) => `<font>${inner}<sz val="11"/><name val="Calibri"/></font>`;
  return zip({
    "[Content_Types].xml": `${HEAD}<Types xmlns="${OOXML}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${part("/xl/workbook.xml", "sheet.main")}${part("/xl/styles.xml", "styles")}${names.map((_, i) => part(`/xl/worksheets/sheet${i + 1}.xml`, "worksheet")).join("")}</Types>`,
    "_rels/.rels": relations(relation("rId1", "officeDocument", "xl/workbook.xml")),
    "xl/_rels/workbook.xml.rels": relations(
      ...names.map((_, i) => relation(`rId${i + 1}`, "worksheet", `worksheets/sheet${i + 1}.xml`)),
      relation(`rId${names.length + 1}`, "styles", "styles.xml"),
    ),
    "xl/workbook.xml": `${HEAD}<workbook xmlns="${OOXML}/spreadsheetml/2006/main" xmlns:r="${OOXML}/officeDocument/2006/relationships"><sheets>${names.map((name, i) => `<sheet name="${name}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`).join("")}</sheets></workbook>`,
    "xl/styles.xml": `${HEAD}<styleSheet xmlns="${OOXML}/spreadsheetml/2006/main"><fonts count="2">${font("")}${font("<b/>")}</fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf xfId="0"/><xf fontId="1" xfId="0" applyFont="1"/></cellXfs></styleSheet>`,
    ...Object.fromEntries(
      names.map((name, i) => [`xl/worksheets/sheet${i + 1}.xml`, sheetXml(sheets[name])]),
    ),
  });
}

/** Waterings a month in summer and winter; the last row sums them up. */
function careCalendar() {
  const plants = products.filter(({ kind }) => kind === "plants");
  const summer = [4, 2, 4, 3, 2, 1];
  const winter = [2, 1, 2, 2, 1, 0];
  const rows = [["Plant", "Light", "Waterings, summer", "Waterings, winter"]];
  plants.forEach(({ name, light }, i) => rows.push([name, light, summer[i], winter[i]]));
  const sum = (letter, numbers) => ({
    formula: `SUM(${letter}2:${letter}${plants.length + 1})`,
    gave: numbers.slice(0, plants.length).reduce((all, each) => all + each, 0),
  });
  rows.push(["All", "", sum("C", summer), sum("D", winter)]);
  const feeding = [
    ["Month", "Feed"],
    ...["April", "May", "June", "July", "August"].map((month) => [month, "Half dose"]),
  ];
  return workbook({ Watering: rows, Feeding: feeding });
}

/** A PDF 1.4 of text pages: each a title and lines, in the standard fonts. */
function pdf(pages) {
  const text = (line) => line.replace(/[\\()]/g, "\\$&");
  const objects = [];
  const add = (body) => `${objects.push(body)} 0 R`;
  const catalog = add("");
  const tree = add("");
  const serif = add("<< /Type /Font /Subtype /Type1 /BaseFont /Times-Bold >>");
  const sans = add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>");
  const kids = pages.map(({ title, lines }, index) => {
    const commands = [
      "0.12 0.35 0.25 rg 0 780 595 62 re f",
      `BT 1 1 1 rg /F1 26 Tf 56 800 Td (${text(title)}) Tj ET`,
      "BT 0.11 0.15 0.13 rg /F2 12 Tf 56 740 Td 19 TL",
      ...lines.map((line) => `(${text(line)}) Tj T*`),
      `ET BT 0.4 0.4 0.4 rg /F2 9 Tf 56 40 Td (Fern & Clay, page ${index + 1} of ${pages.length}) Tj ET`,
    ].join("\n");
    const content = add(`<< /Length ${commands.length} >>\nstream\n${commands}\nendstream`);
    return add(
      `<< /Type /Page /Parent ${tree} /MediaBox [0 0 595 842] /Resources << /Font << /F1 ${serif} /F2 ${sans} >> >> /Contents ${content} >>`,
    );
  });
  objects[0] = `<< /Type /Catalog /Pages ${tree} /Lang (en) >>`;
  objects[1] = `<< /Type /Pages /Kids [${kids.join(" ")}] /Count ${kids.length} >>`;
  let file = "%PDF-1.4\n";
  const offsets = objects.map((body, index) => {
    const at = file.length;
    file += `${index + 1} 0 obj\n${body}\nendobj\n`;
    return at;
  });
  const start = file.length;
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`;
  for (const at of offsets) file += `${String(at).padStart(10, "0")} 00000 n \n`;
  return `${file}trailer\n<< /Size ${objects.length + 1} /Root ${catalog} >>\nstartxref\n${start}\n%%EOF\n`;
}

const GUIDE = [
  {
    title: "Plant care, the short guide",
    lines: [
      "Light first. A plant in the wrong window cannot be saved by water.",
      "",
      "North: rubber fig, snake plant.",
      "East: pilea, monstera.",
      "South: string of pearls, cactus.",
      "West: monstera, rubber fig, cactus.",
      "",
      "Then water. Push a finger into the soil: water when the first joint stays dry,",
      "slowly, until it runs out below. Empty the saucer after ten minutes.",
    ],
  },
  {
    title: "When something looks wrong",
    lines: [
      "Yellow leaves: too wet. Let it dry, check that the pot has a hole.",
      "Brown tips: dry air. Mist in the morning, or move it away from the heater.",
      "Long, thin stalks: too dark. One window closer.",
      "Small flies: let the top of the soil dry out, and cover it with sand.",
      "",
      'Still unsure? Press "Get help from a person" in the shop.',
    ],
  },
];

mkdirSync(FOLDER, { recursive: true });
writeFileSync(`${FOLDER}/price-list.csv`, priceList());
writeFileSync(`${FOLDER}/care-calendar.xlsx`, careCalendar());
writeFileSync(`${FOLDER}/plant-care.pdf`, pdf(GUIDE), "latin1");
