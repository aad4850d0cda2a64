import { ActionIcon, useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, Outlet, useRouterState } from "@tanstack/react-router";
import { type MouseEvent, useEffect, useRef } from "react";
import { healthQuery } from "../api/queries.ts";
import { navIcons } from "./icons.tsx";
import { pages } from "./pages.ts";
import { RunLine, RunNotice } from "./RunLine.tsx";
import { usePageTitle } from "./usePageTitle.ts";

/** Frame of every page: masthead with navigation, notice of what the numbers rest on, page, colophon. */
export function Shell() {
  const nav = useCurrentInSight();
  usePageTitle();
  return (
    <>
      <a className="skip" href="#main" onClick={skip}>
        Skip to the content
      </a>
      <header className="masthead">
        <div className="masthead-in">
          <Link to="/" className="wordmark" aria-label="Relode, start page">
            <Mark />
            Relode
          </Link>
          <nav className="nav" aria-label="Pages" ref={nav}>
            {pages.map(({ to, label }) => (
              <Link key={to} to={to} activeOptions={{ exact: to === "/", includeSearch: false }}>
                {navIcons[label]}
                {label}
              </Link>
            ))}
          </nav>
          <div className="masthead-end">
            <RunLine />
            <SchemeToggle />
          </div>
        </div>
      </header>
      <RunNotice />
      <Main />
      <Colophon />
    </>
  );
}

/** On a narrow screen the row of pages scrolls: the page one is on comes into sight. */
function useCurrentInSight() {
  const nav = useRef<HTMLElement>(null);
  const path = useRouterState({ select: (state) => state.location.pathname });
  useEffect(() => {
    const row = nav.current;
    const link = row?.querySelector<HTMLElement>('[data-status="active"]');
    if (row && link) row.scrollLeft = link.offsetLeft - row.offsetLeft - (row.clientWidth - link.clientWidth) / 2;
  }, [path]);
  return nav;
}

/** After a change of page the focus moves to the content, as it would with a page load. */
function Main() {
  const main = useRef<HTMLElement>(null);
  const path = useRouterState({ select: (state) => state.location.pathname });
  const seen = useRef(path);
  useEffect(() => {
    if (seen.current !== path) main.current?.focus({ preventScroll: true });
    seen.current = path;
  }, [path]);
  return (
    <main id="main" className="page" ref={main} tabIndex={-1} style={{ outline: "none" }}>
      <Outlet />
    </main>
  );
}

/** Moves the focus itself: the router takes the jump to a fragment for a change of page. */
function skip(event: MouseEvent): void {
  event.preventDefault();
  document.getElementById("main")?.focus();
}

function Colophon() {
  const health = useQuery(healthQuery);
  return (
    <footer className="colophon">
      <div className="colophon-in">
        <span>Relode {health.data?.version ?? ""}, open source, Apache-2.0</span>
        <span>Every figure is an estimate with its range, grade of evidence and source.</span>
        <a href="/api/v1/openapi.json">API description</a>
      </div>
    </footer>
  );
}

function SchemeToggle() {
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme("light", { getInitialValueInEffect: false });
  const next = scheme === "dark" ? "light" : "dark";
  return (
    <ActionIcon
      variant="default"
      size={34}
      onClick={() => setColorScheme(next)}
      aria-label={`Use ${next} colours`}
      title={`Use ${next} colours`}
    >
      {scheme === "dark" ? navIcons.Sun : navIcons.Moon}
    </ActionIcon>
  );
}

function Mark() {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="7" fill="#0b5566" />
      <g fill="none" strokeWidth="2.4">
        <path d="M6 11c5-3 8 3 20-1" stroke="#f3efe6" />
        <path d="M6 17c5-3 8 3 20-1" stroke="#e3a548" />
        <path d="M6 23c5-3 8 3 20-1" stroke="#f3efe6" opacity=".65" />
      </g>
    </svg>
  );
}
