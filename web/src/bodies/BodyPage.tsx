import "./bodies.css";
import { Select, Tabs } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import { PageError, PageLoading } from "../parts/States.tsx";
import { PlansTab } from "../bodyPlans/PlansTab.tsx";
import { VariogramBench } from "../bodyVariogram/VariogramBench.tsx";
import { Declared } from "./BodiesPage.tsx";
import type { BodyDocument } from "./bodyDocuments.ts";
import { bodyQuery } from "./bodyQueries.ts";
import { type BodyTab, bodyTabs } from "./bodySearch.ts";
import { BodyView } from "./BodyView.tsx";
import { ChecksTab } from "./ChecksTab.tsx";
import { variableWords } from "./colourChoice.ts";
import { GradesTab } from "./GradesTab.tsx";

const route = getRouteApi("/bodies/$id");
const tabNames: Readonly<Record<BodyTab, string>> = {
  view: "3D view",
  grades: "Grade and tonnage",
  plans: "Plans",
  checks: "Checks",
  variogram: "Variogram",
};

/** One body: picture, curves, checks and variogram workbench. */
export function BodyPage() {
  const { id } = route.useParams();
  const body = useQuery(bodyQuery(id));
  if (body.isError)
    return (
      <>
        <div className="page-head">
          <h1>Body {id}</h1>
        </div>
        <PageError error={body.error} />
        <p>
          <Link to="/bodies">All bodies</Link>
        </p>
      </>
    );
  return body.data ? <Body id={id} document={body.data} /> : <PageLoading />;
}

function Body({ id, document }: { readonly id: string; readonly document: BodyDocument }) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const names = [
    ...new Set([
      ...document.variables.map(({ name }) => name),
      ...document.columns.flatMap(({ kind, variable }) => (kind === "estimate" && variable !== null ? [variable] : [])),
    ]),
  ];
  const variable = names.find((name) => name === search.variable) ?? names[0] ?? "";
  const tab = search.tab ?? "view";
  const [cutoff, setCutoff] = useState<number | null>(null);
  const { count, sizeM, azimuthDeg } = document.grid;
  return (
    <>
      <div className="page-head body-head">
        <div>
          <p className="eyebrow">
            <Link to="/bodies">Bodies</Link>
          </p>
          <h1>{document.name}</h1>
          <Declared declared={document.declared} />
          <p className="muted small">
            {count.join(" × ")} blocks of {sizeM.map((size) => Number(size.toPrecision(4))).join(" × ")} m, turned{" "}
            {Number(azimuthDeg.toFixed(1))}° clockwise from north; {document.realisations} realisations.{" "}
            {document.crs?.note ?? ""}
            {document.crs?.epsg ? ` (EPSG ${document.crs.epsg})` : ""}
          </p>
        </div>
        {names.length > 1 && (
          <Select
            label="Substance"
            w={140}
            allowDeselect={false}
            value={variable}
            data={names.map((name) => ({ value: name, label: variableWords(name) }))}
            onChange={(value) => {
              setCutoff(null);
              void navigate({
                search: (old) => ({ ...old, variable: value ?? undefined }) as typeof old,
                replace: true,
                resetScroll: false,
              });
            }}
          />
        )}
      </div>
      <Tabs
        value={tab}
        keepMounted={false}
        onChange={(value) =>
          void navigate({ search: (old) => ({ ...old, tab: value }) as typeof old, replace: true, resetScroll: false })
        }
      >
        <Tabs.List mb="md">
          {bodyTabs.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {tabNames[name]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="view">
          <BodyView
            key={variable}
            id={id}
            document={document}
            variable={variable}
            cutoff={cutoff}
            onCutoff={setCutoff}
            colour={search.colour ?? null}
            hole={search.hole ?? null}
            onSearch={(change) =>
              void navigate({
                search: (old) => ({ ...old, ...change }) as typeof old,
                replace: true,
                resetScroll: false,
              })
            }
          />
        </Tabs.Panel>
        <Tabs.Panel value="plans">
          <PlansTab id={id} document={document} variable={variable} />
        </Tabs.Panel>
        <Tabs.Panel value="grades">
          <GradesTab document={document} variable={variable} cutoff={cutoff} onCutoff={setCutoff} />
        </Tabs.Panel>
        <Tabs.Panel value="checks">
          <ChecksTab document={document} variable={variable} />
        </Tabs.Panel>
        <Tabs.Panel value="variogram">
          <VariogramBench key={variable} id={id} document={document} variable={variable} />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
