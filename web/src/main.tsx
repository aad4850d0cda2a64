import "@mantine/core/styles.css";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/pages.css";
import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { ApiError, isUnfinished } from "./api/client.ts";
import { createAppRouter } from "./app/router.tsx";
import { theme } from "./app/theme.ts";

const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // A refusal stays a refusal; a run at work and a missing server are worth asking again.
      retry: (count, error) => isUnfinished(error) || (!(error instanceof ApiError) && count < 1),
      retryDelay: 700,
      refetchOnWindowFocus: false,
    },
  },
});
const router = createAppRouter(queryClient);
const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no element with id root");

createRoot(root).render(
  <StrictMode>
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
