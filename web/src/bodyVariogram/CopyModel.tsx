import { Button } from "@mantine/core";
import { useState } from "react";

/** The model as the project file wants it, to be copied. */
export function CopyModel({ text }: { readonly text: string }) {
  const [said, setSaid] = useState("");
  const copy = () => {
    navigator.clipboard.writeText(text).then(
      () => setSaid("Copied."),
      () => setSaid("The browser did not allow it; copy the text below."),
    );
  };
  return (
    <details className="bench-json">
      <summary>Model as JSON for PROJECT.json</summary>
      <pre className="mono" data-testid="model-json">
        {text}
      </pre>
      <Button size="xs" variant="default" onClick={copy}>
        Copy
      </Button>{" "}
      <span className="small" role="status">
        {said}
      </span>
      <p className="muted small">Goes under the variable’s “variogram”; then run the estimate again.</p>
    </details>
  );
}
