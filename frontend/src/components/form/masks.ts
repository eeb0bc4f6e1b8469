/** What may stand in a field, in its form. Each mask gives its own result back unchanged. */
export const masks = {
  /** `+79998887766`: a plus and at most 15 digits (E.164). */
  phone: (text: string): string => {
    const digits = text.replace(/\D/g, '').slice(0, 15);
    return digits || text.startsWith('+') ? `+${digits}` : '';
  },
  digits: (most: number) => (text: string) => text.replace(/\D/g, '').slice(0, most),
  /** Number of a card: capitals and digits of a hexadecimal number. */
  card: (text: string): string => text.toUpperCase().replace(/[^0-9A-F]/g, ''),
  /** `23:00`; the colon comes by itself. */
  time: (text: string): string => {
    const digits = text.replace(/\D/g, '').slice(0, 4);
    return digits.length > 2 ? `${digits.slice(0, 2)}:${digits.slice(2)}` : digits;
  },
} as const;

export const isTime = (text: string): boolean => /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(text) || text === '24:00';
