export const PICTURES: readonly Uint8Array[] = [Uint8Array.from([0x89, 0x50, 0x4e, 0x47])];
