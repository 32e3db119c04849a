using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Quartermaster.App.Serving;

/// <summary>Metrics and traces for a collector, where the usual variables name one.</summary>
internal static class Telemetry
{
    private const string EndpointVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string ServiceName = "quartermaster";

    /// <summary>Sends them, if a collector is named.</summary>
    internal static void Add(IServiceCollection services)
    {
        if (TextOf(EndpointVariable).Length == 0)
        {
            return;
        }

        var isNamed = TextOf("OTEL_SERVICE_NAME").Length > 0
            || TextOf("OTEL_RESOURCE_ATTRIBUTES").Contains("service.name", StringComparison.Ordinal);
        services.AddOpenTelemetry()
            .ConfigureResource(resource => _ = isNamed ? resource : resource.AddService(ServiceName))
            .WithMetrics(metrics => metrics.AddMeter(ServingDesk.MeterName, "Microsoft.AspNetCore.Hosting",
                "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime"))
            .WithTracing(traces => traces.AddSource("Microsoft.AspNetCore").AddProcessor(new NoPaths()))
            .UseOtlpExporter();
    }

    /// <summary>Says in a request's trace what it was, by its address as it is documented, and what became of it.
    /// </summary>
    internal static void Name(HttpContext http)
    {
        if (http.Features.Get<IHttpActivityFeature>()?.Activity is not { IsAllDataRequested: true } trace)
        {
            return;
        }

        var (route, status) = ((http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText, http.Response.StatusCode);
        trace.DisplayName = route is null ? "HTTP" : $"{http.Request.Method} {route}";
        trace.SetTag("http.request.method", route is null ? "_OTHER" : http.Request.Method);
        trace.SetTag("http.route", route);
        trace.SetTag("http.response.status_code", status);
        if (status >= 500)
        {
            trace.SetStatus(ActivityStatusCode.Error);
        }
    }

    private static string TextOf(string variable) => Environment.GetEnvironmentVariable(variable) ?? "";

    /// <summary>Codes of orders and products stand in addresses: no trace has them.</summary>
    private sealed class NoPaths : BaseProcessor<Activity>
    {
        public override void OnEnd(Activity data)
        {
            data.SetTag("url.path", null);
            data.SetTag("url.query", null);
        }
    }
}
