import { useEffect, useState } from 'react';

type PlotComponent = (typeof import('./Plot'))['Plot'];

let loaded: PlotComponent | undefined;

/** The drawing library is half a megabyte: loaded when it is first needed, or a little before where that is likely. */
export async function loadPlot(): Promise<PlotComponent> {
  loaded ??= (await import('./Plot')).Plot;
  return loaded;
}

/** Undefined until it is loaded. No Suspense: React holds back what follows a fallback for a third of a second. */
export function usePlot(): PlotComponent | undefined {
  const [plot, setPlot] = useState(() => loaded);
  useEffect(() => {
    if (!plot)
      loadPlot().then(
        (made) => setPlot(() => made),
        (error: unknown) => setPlot(() => fail(error)),
      );
  }, [plot]);
  return plot;
}

/** Within a change of state it reaches the boundary of errors. */
function fail(error: unknown): never {
  throw error;
}
