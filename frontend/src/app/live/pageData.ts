/** Everything but the user himself, whose record changes by his own hand. */
export const isPageData = ({ queryKey }: { queryKey: readonly unknown[] }): boolean => queryKey[0] !== 'me';
