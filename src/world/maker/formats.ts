/** Text formats: checks, and made-up values. */
import type { faker as shared } from '@faker-js/faker/locale/en';

type Faker = typeof shared;

/** The source of made-up values. */
export interface Source {
  faker: Faker;
  /** Milliseconds since the epoch. */
  now: number;
}

const DATE = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;
const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?(?:z|[+-]\d\d:\d\d)$/i;
const HOSTNAME = /^(?=.{1,253}$)[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?)*$/i;

/** Checks for examples in documents. */
const CHECKS: Record<string, (text: string) => boolean> = {
  'date-time': (text) => DATE.test(text.slice(0, 10)) && /[t ]/i.test(text.charAt(10)) && TIME.test(text.slice(11)),
  date: (text) => DATE.test(text) && !Number.isNaN(Date.parse(text)),
  time: (text) => TIME.test(text),
  uuid: (text) => /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i.test(text),
  email: (text) => /^[^\s@"(),:;<>[\\\]]+@[^\s@]+$/.test(text) && HOSTNAME.test(text.split('@')[1] ?? ''),
  hostname: (text) => HOSTNAME.test(text),
  ipv4: (text) => /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/.test(text),
  ipv6: (text) => /^[\da-f:.]+$/i.test(text) && URL.canParse(`http://[${text}]/`),
  uri: isUri,
  iri: (text) => /^[a-z][a-z\d+.-]*:/i.test(text) && !/\s/.test(text),
  url: (text) => isUri(text) && /^(?:https?|ftp):/i.test(text),
  duration: (text) => /^P(?!$)(?:\d+Y)?(?:\d+M)?(?:\d+W)?(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+S)?)?$/.test(text),
  regex: isRegExp,
  byte: (text) => /^(?:[A-Za-z\d+/]{4})*(?:[A-Za-z\d+/]{2}==|[A-Za-z\d+/]{3}=)?$/.test(text),
  'json-pointer': (text) => /^(?:\/(?:[^~/]|~[01])*)*$/.test(text),
};

function isUri(text: string): boolean {
  return /^[a-z][a-z\d+.-]*:[^\s<>"{}|\\^`]*$/i.test(text) && /^[\x21-\x7e]+$/.test(text) && URL.canParse(text);
}

function isRegExp(text: string): boolean {
  try {
    return new RegExp(text, 'u') instanceof RegExp;
  } catch {
    return false;
  }
}

export const looksLike = (format: string, text: string): boolean => CHECKS[format]?.(text) ?? true;

const iso = (now: number): string => new Date(now).toISOString();
const link = ({ faker }: Source): string => `https://example.com/${faker.lorem.slug(2)}`;
const mail = ({ faker }: Source): string => `${faker.lorem.word()}@example.com`;

const FORMATS: Record<string, (source: Source) => string> = {
  'date-time': ({ now }) => iso(now),
  date: ({ now }) => iso(now).slice(0, 10),
  time: ({ now }) => iso(now).slice(11),
  'date-time-rfc-2822': ({ now }) => new Date(now).toUTCString().replace('GMT', '+0000'),
  'unix-time': ({ now }) => String(Math.floor(now / 1000)),
  unixtime: ({ now }) => String(Math.floor(now / 1000)),
  duration: () => 'P1D',
  uuid: ({ faker }) => faker.string.uuid(),
  uri: link,
  url: link,
  iri: link,
  'uri-reference': ({ faker }) => `/${faker.lorem.word()}`,
  'iri-reference': ({ faker }) => `/${faker.lorem.word()}`,
  'uri-template': (source) => `${link(source)}/{id}`,
  email: mail,
  'idn-email': mail,
  hostname: ({ faker }) => `${faker.lorem.word()}.example.com`,
  'idn-hostname': ({ faker }) => `${faker.lorem.word()}.example.com`,
  ipv4: () => '192.0.2.1',
  ipv6: () => '2001:db8::1',
  byte: ({ faker }) => Buffer.from(faker.lorem.word()).toString('base64'),
  'json-pointer': ({ faker }) => `/${faker.lorem.word()}`,
  'relative-json-pointer': () => '0',
  regex: () => '^.*$',
  currency: () => 'USD',
  decimal: ({ faker }) => faker.number.float({ min: 0, max: 1000, fractionDigits: 2 }).toFixed(2),
  phone: ({ faker }) => `+1555${faker.string.numeric(7)}`,
  'http-method': () => 'GET',
};

/** Short values for a small maxLength. */
const SHORT: Record<string, string> = {
  email: 'a@b.cd',
  uri: 'a:b',
  url: 'http://a.b',
  hostname: 'a.b',
  'uri-reference': '/',
  byte: 'YQ==',
  ipv6: '::1',
  duration: 'P1D',
};

/** A made-up text; undefined: unknown format. */
export const makeFormat = (format: string, source: Source): string | undefined => FORMATS[format]?.(source);
export const shortest = (format: string): string | undefined => SHORT[format];
