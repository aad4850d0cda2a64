/** How a reader adds the ore samples, which Relode may not carry. */
export function BringCmio() {
  return (
    <section className="panel cmio" id="cmio" aria-labelledby="cmio-title">
      <h2 id="cmio-title">Bring the CMiO ore samples</h2>
      <p>
        The Critical Minerals in Ores database (CMiO, by the geological surveys of the United States, Canada and
        Australia) holds measured chemistry of ore samples by deposit. Relode does not carry a copy. With it, grades
        come from measured samples where a deposit type has enough of them, and the claims of the by-product study
        become testable.
      </p>
      <ol className="small cmio-steps">
        <li>
          Export the ore sample table from the CMMI portal as CSV or Excel, with all elements and detection limits.
        </li>
        <li>
          Stop the server and start it again with your file: <code>npm start -- --cmio YOUR_FILE.csv</code>
        </li>
        <li>
          Relode checks the file first and lists every finding with row and column; nothing is repaired in silence. Your
          file stays on your machine.
        </li>
        <li>Choose “CMiO samples and priors” on the compare page to set the two side by side.</li>
      </ol>
    </section>
  );
}
