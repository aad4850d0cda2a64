import { Link } from "@tanstack/react-router";

/** How a reader adds the ore samples, which Relode may not carry. */
export function BringCmio() {
  return (
    <section className="panel cmio" id="cmio" aria-labelledby="cmio-title">
      <h2 id="cmio-title">Bring the CMiO ore samples</h2>
      <p>
        The Critical Minerals in Ores database (CMiO, by the geological surveys of the United States, Canada and
        Australia) holds measured chemistry of about 29,000 ore samples, under the licence CC BY 4.0. Relode does not
        carry a copy. With it, grades come from measured samples where a deposit type has enough of them, and the claims
        of the by-product study become testable.
      </p>
      <ol className="small cmio-steps">
        <li>
          With a connection to the internet, fetch it from the official service: <code>npx relode data fetch cmio</code>
        </li>
        <li>
          Or, with the table already on your disk (.csv, .zip or .gz):{" "}
          <code>npx relode data import cmio YOUR_FILE</code>
        </li>
        <li>
          Relode checks the table and lists every finding with row and column; nothing is repaired in silence. It stays
          on your machine.
        </li>
        <li>
          Give both commands the <code>--data</code> folder of the server, where it has one. Restart the server: it
          starts with the samples, and the <Link to="/compare">compare page</Link> sets them beside the priors.
        </li>
      </ol>
    </section>
  );
}
