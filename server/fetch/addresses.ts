// Which addresses are out in the internet. What is in our own network, or in this machine, is nobody's to ask for.
import { BlockList, isIPv4, isIPv6 } from "node:net";

/** IPv4 that is no host's of the internet (RFC 6890, RFC 5771, RFC 1112). Cloud metadata services are in 169.254.0.0/16. */
const NOT_PUBLIC_V4 = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
] as const;
/** IPv6 that is given out (RFC 3513), and what of it is not, or holds an IPv4 address that would have to be looked at too. */
const PUBLIC_V6 = ["2000::", 3] as const;
const NOT_PUBLIC_V6 = [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
] as const;

const notPublic = new BlockList();
for (const [net, bits] of NOT_PUBLIC_V4) notPublic.addSubnet(net, bits, "ipv4");
for (const [net, bits] of NOT_PUBLIC_V6) notPublic.addSubnet(net, bits, "ipv6");
const given = new BlockList();
given.addSubnet(...PUBLIC_V6, "ipv6");

/** Whether `address`, as `node:net` writes it, is a public one. IPv4 within IPv6 is not: no name leads there. */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !notPublic.check(address, "ipv4");
  return isIPv6(address) && given.check(address, "ipv6") && !notPublic.check(address, "ipv6");
}
