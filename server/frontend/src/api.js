// The operations of the service, to be tried: Swagger UI on our own description. Without it the page lists them plainly.
import SwaggerUI from "swagger-ui-dist/swagger-ui-es-bundle.js";
import "swagger-ui-dist/swagger-ui.css";

SwaggerUI({
  url: "/openapi.json",
  domNode: document.getElementById("swagger"),
  deepLinking: true,
  docExpansion: "none",
  filter: true,
  defaultModelsExpandDepth: -1,
  validatorUrl: null, // nothing is asked of other hosts
  onComplete: () => {
    document.getElementById("operations").setAttribute("hidden", "");
    document.getElementById("servers")?.setAttribute("aria-label", "server");
  },
});
