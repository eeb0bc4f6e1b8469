import type { components } from './generated/schema';

type ProblemBody = components['schemas']['Problem'];

/** What a non-2xx answer says: `code` and `params` are translated, `detail` is for logs only. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';

  constructor(
    readonly status: number,
    readonly code: string,
    readonly params: Readonly<Record<string, unknown>> = {},
    readonly requestId?: string,
  ) {
    super(`${status} ${code}`);
  }
}

/** The server could not be reached at all. */
export const isConnectionLost = (error: unknown): boolean =>
  error instanceof TypeError || (error instanceof ApiProblem && [502, 503, 504].includes(error.status));

export const toProblem = (status: number, body: unknown): ApiProblem => {
  const problem = (typeof body === 'object' ? body : null) as Partial<ProblemBody> | null;
  return new ApiProblem(
    status,
    problem?.code ?? 'unexpected',
    problem?.params ?? {},
    problem?.request_id ?? undefined,
  );
};

/** Gives the data of an openapi-fetch answer or throws `ApiProblem`. */
export async function unwrap<Data>(
  answer: Promise<{ data?: Data; error?: unknown; response: Response }>,
): Promise<Data> {
  const { data, error, response } = await answer;
  if (!response.ok) throw toProblem(response.status, error);
  return data as Data;
}
