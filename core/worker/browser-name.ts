// How a visitor's browser and system are called, for people who help with their quirks.

/** Marks in a user agent string, most telling first: the later ones are in the strings of others too. */
const BROWSERS: readonly (readonly [mark: RegExp, name: string])[] = [
  [/\bEdg(?:e|A|iOS)?\/(\d+)/, "Edge"],
  [/\bOPR\/(\d+)/, "Opera"],
  [/\bSamsungBrowser\/(\d+)/, "Samsung Internet"],
  [/\b(?:Firefox|FxiOS)\/(\d+)/, "Firefox"],
  [/\b(?:HeadlessChrome|Chrome|CriOS)\/(\d+)/, "Chrome"],
  [/\bVersion\/(\d+)\S* (?:Mobile\/\S+ )?Safari\//, "Safari"],
];

/** Marks of operating systems: iPhones name Mac OS too, and Android phones Linux. */
const PLATFORMS: readonly (readonly [mark: RegExp, name: string])[] = [
  [/\biPhone\b/, "iOS"],
  [/\biPad\b/, "iPadOS"],
  [/\bAndroid\b/, "Android"],
  [/\bWindows\b/, "Windows"],
  [/\bCrOS\b/, "ChromeOS"],
  [/\bMac OS X\b/, "macOS"],
  [/\bLinux\b/, "Linux"],
];

/** The operating system, such as "Windows"; "" when it is none of the known. */
export function platformName(userAgent: string): string {
  return PLATFORMS.find(([mark]) => mark.test(userAgent))?.[1] ?? "";
}

/** Name and major version, such as "Chrome 156"; "" when it is none of the known. */
export function browserName(userAgent: string): string {
  for (const [mark, name] of BROWSERS) {
    const version = mark.exec(userAgent)?.[1];
    if (version !== undefined) return `${name} ${version}`;
  }
  return "";
}
