import { CheckInput } from '../fields/CheckInput';

interface RowCheckProps {
  label: string;
  state: 'none' | 'some' | 'all';
  onChange: () => void;
}

/** The check box of a row, or that of all rows of the page, which knows a third state. */
export const RowCheck = ({ label, state, onChange }: RowCheckProps) => (
  <CheckInput
    checked={state === 'all'}
    ref={(box) => {
      if (box) box.indeterminate = state === 'some';
    }}
    onChange={onChange}
    onClick={(event) => event.stopPropagation()}
    onDoubleClick={(event) => event.stopPropagation()}
  >
    <span className="visually-hidden">{label}</span>
  </CheckInput>
);
