import { Link } from "@tanstack/react-router";

/** An address that leads nowhere. */
export function NotFound() {
  return (
    <div className="page-head">
      <h1>There is no such page</h1>
      <p className="lede">
        The address does not name a page of Relode. Start from the <Link to="/">map</Link>, the{" "}
        <Link to="/elements">elements</Link> or the <Link to="/mines">mines</Link>.
      </p>
    </div>
  );
}
