import classes from './keys.module.css';

interface KeysProps {
  /** Keys that are pressed together (or either of two arrows), and what they do. */
  keys: readonly (readonly [readonly string[], string])[];
}

/** Keys and what they do. */
export const Keys = ({ keys }: KeysProps) => (
  <dl className={classes['keys']}>
    {keys.map(([names, deed]) => (
      <div key={names.join()}>
        <dt>
          {names.map((name) => (
            <kbd key={name} className={classes['key']}>
              {name}
            </kbd>
          ))}
        </dt>
        <dd>{deed}</dd>
      </div>
    ))}
  </dl>
);
