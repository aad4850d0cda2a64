import "./bodies.css";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { PageError, PageLoading } from "../parts/States.tsx";
import type { BodyEntry } from "./bodyDocuments.ts";
import { bodiesQuery } from "./bodyQueries.ts";

/** Bodies that have been estimated block by block. */
export function BodiesPage() {
  const bodies = useQuery(bodiesQuery);
  return (
    <>
      <div className="page-head">
        <h1>Bodies of waste</h1>
        <p className="lede">
          Ponds, dumps and pads that were drilled and estimated block by block: grades with their uncertainty, in three
          dimensions, back to the samples that each block rests on.
        </p>
      </div>
      {bodies.isError ? (
        <PageError error={bodies.error} />
      ) : bodies.data === undefined ? (
        <PageLoading />
      ) : bodies.data.length === 0 ? (
        <NoBody />
      ) : (
        <ul className="body-list">
          {bodies.data.map((body) => (
            <Entry key={body.id} body={body} />
          ))}
        </ul>
      )}
    </>
  );
}

function Entry({ body }: { readonly body: BodyEntry }) {
  return (
    <li className="panel">
      <h2>
        {body.issue === null ? (
          <Link to="/bodies/$id" params={{ id: body.id }}>
            {body.name}
          </Link>
        ) : (
          body.name
        )}
      </h2>
      {body.issue === null ? (
        <>
          <Declared declared={body.declared} />
          <p className="muted small">
            {body.blocks.toLocaleString("en-GB")} blocks, {body.realisations.toLocaleString("en-GB")} realisations
          </p>
        </>
      ) : (
        <p className="body-issue">Cannot be shown: {body.issue}</p>
      )}
    </li>
  );
}

/** Says plainly whether anything of it was ever measured. */
export function Declared({ declared }: { readonly declared: BodyEntry["declared"] }) {
  return declared === "synthetic" ? (
    <p className="declared">
      <b>Synthetic.</b> Invented by the software to show and test the method; no number here was measured.
    </p>
  ) : (
    <p className="declared" data-real="">
      Declared real by whoever ran it: grades rest on their samples and laboratory.
    </p>
  );
}

function NoBody() {
  return (
    <div className="panel empty-bodies">
      <p>No body has been estimated in this data folder yet.</p>
      <p className="muted small">On a first start the example pond appears here after some seconds. To make one:</p>
      <pre className="mono">
        relode resource example --out my-pond{"\n"}
        relode resource estimate my-pond/project.json --out {"<data folder>"}/resources/my-pond
      </pre>
      <p className="muted small">
        The data folder is ~/.relode unless the server was started with --data or RELODE_DATA. Load this page again
        afterwards.
      </p>
    </div>
  );
}
