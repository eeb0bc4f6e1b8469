let counter = 0;

/** Ids look like those of the server and are the same in every run. */
export const makeId = (): string => `01890000-0000-7000-8000-${String(++counter).padStart(12, '0')}`;

export const ROOT_ORGANIZATION = '00000000-0000-7000-8000-000000000001';
