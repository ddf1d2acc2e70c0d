import { Autocomplete } from '@base-ui/react/autocomplete';
import { Search } from 'lucide-react';
import { useMemo } from 'react';
import { Dialog } from '../components/dialog.tsx';
import { Kbd } from '../components/kbd.tsx';
import { useApp } from '../store/store.ts';
import { useAppState } from '../store/use-state.ts';
import styles from './command-palette.module.css';
import { commandsFor, type Command } from './commands.ts';

function List({ onDone }: { onDone: () => void }) {
  const state = useAppState((current) => current);
  const commands = useMemo(() => commandsFor(state), [state]);
  return (
    <Autocomplete.Root<Command> open inline items={commands} itemToStringValue={(command) => command.label} autoHighlight="always" keepHighlight>
      <div className={styles['search']}>
        <Search size={16} aria-hidden="true" />
        <Autocomplete.Input aria-label="Find a command" placeholder="Type a command" className={styles['input']} autoFocus />
      </div>
      <Autocomplete.Empty className={styles['empty']}>No command has that name</Autocomplete.Empty>
      <Autocomplete.List className={styles['list']} aria-label="Commands">
        {(command: Command) => (
          <Autocomplete.Item
            key={command.id}
            value={command}
            className={styles['item']}
            onClick={() => {
              onDone();
              command.run();
            }}
          >
            <span className={styles['group']}>{command.group}</span>
            <span className={styles['label']}>{command.label}</span>
            {command.keys !== undefined && <Kbd keys={command.keys} />}
          </Autocomplete.Item>
        )}
      </Autocomplete.List>
    </Autocomplete.Root>
  );
}

export function CommandPalette() {
  const open = useApp((store) => store.overlay === 'palette');
  const openOverlay = useApp((store) => store.openOverlay);
  return (
    <Dialog open={open} onClose={() => openOverlay(null)} title="Commands" bare>
      <List onDone={() => openOverlay(null)} />
    </Dialog>
  );
}
