/** The text of src/styles/tokens.css. */
export function tokensCss(tokens: object): string;
