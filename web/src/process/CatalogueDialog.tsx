import { Modal, TextInput } from "@mantine/core";
import { unitCatalogue } from "@relode/core/process";
import { useState } from "react";

interface CatalogueDialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onAdd: (kind: string) => void;
}

/** Every unit operation with its line, to search and add. */
export function CatalogueDialog({ isOpen, onClose, onAdd }: CatalogueDialogProps) {
  const [words, setWords] = useState("");
  const sought = words.trim().toLowerCase();
  const found = unitCatalogue.filter(({ kind, group, title, equation }) =>
    `${kind} ${group} ${title} ${equation}`.toLowerCase().includes(sought),
  );
  return (
    <Modal opened={isOpen} onClose={onClose} title="Add a unit" size="lg" closeButtonProps={{ "aria-label": "Close" }}>
      <TextInput
        label="Search the catalogue"
        value={words}
        data-autofocus
        onChange={({ currentTarget }) => setWords(currentTarget.value)}
      />
      <ul className="pf-catalogue">
        {found.map(({ kind, group, title, inlets, outlets, notWhen }) => (
          <li key={kind}>
            <button
              type="button"
              onClick={() => {
                onAdd(kind);
                onClose();
              }}
            >
              <b>{title}</b> <span className="mono">{kind}</span>
              <span className="pf-doc">
                {group}; {inlets.map(({ name }) => name).join(", ")} → {outlets.map(({ name }) => name).join(", ")}. Not
                when: {notWhen}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {found.length === 0 && <p className="muted">No unit of these words.</p>}
    </Modal>
  );
}
