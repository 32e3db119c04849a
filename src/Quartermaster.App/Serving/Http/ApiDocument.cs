using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Quartermaster.App.Serving.Http;

/// <summary>The OpenAPI document: what addresses there are, with an example of each.</summary>
internal static class ApiDocument
{
    private const string Json = "application/json";
    private const string KeyScheme = "key";

    internal static void Configure(OpenApiOptions options)
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new()
            {
                Title = "Quartermaster", Version = "v1",
                Description = "Promises, orders and stock. Problems are application/problem+json (RFC 9457) whose type "
                    + "never changes. Every address but health needs a key: qm keys add NAME --role shop.",
            };
            document.Servers = [];
            document.Components ??= new();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                [KeyScheme] = new OpenApiSecurityScheme
                {
                    Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "A key: see qm keys list",
                },
            };
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            var action = context.Description;
            var needs = action.ActionDescriptor.EndpointMetadata.OfType<NeedsAttribute>().FirstOrDefault();
            if (needs?.Role is { } role)
            {
                operation.Security =
                [
                    new() { [new OpenApiSecuritySchemeReference(KeyScheme, context.Document)] = [] },
                ];
                operation.Description =
                    $"{operation.Description} Needs a key of the role {PromiseAnswers.NameOf(role)}.".Trim();
                AddUsual(operation);
            }

            AddPlaces(operation, action.RelativePath ?? "");
            AddAsks(operation, action.ActionDescriptor.EndpointMetadata.OfType<AsksAttribute>());
            if (ApiExamples.Of(action.HttpMethod, action.RelativePath) is { } example
                && operation.RequestBody?.Content is { } bodies && bodies.TryGetValue(Json, out var body))
            {
                body.Example = JsonNode.Parse(example);
            }

            return Task.CompletedTask;
        });
    }

    // What every address with a key may answer.
    private static void AddUsual(OpenApiOperation operation)
    {
        operation.Responses ??= [];
        foreach (var (status, words) in (ReadOnlySpan<(string, string)>)
        [
            ("401", "No key, or not one of ours."), ("403", "The key may not do this."),
            ("413", "The body is too large."), ("415", "The body is not JSON."),
            ("429", "The key asks too often."), ("503", "Busy, stopping, or the ledger has stopped."),
        ])
        {
            operation.Responses.TryAdd(status, new OpenApiResponse { Description = words });
        }
    }

    private static void AddAsks(OpenApiOperation operation, IEnumerable<AsksAttribute> asks)
    {
        foreach (var ask in asks)
        {
            operation.Parameters ??= [];
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = ask.Name, In = ParameterLocation.Query, Description = ask.Words, Example = ask.Example,
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            });
        }
    }

    // {order} in an address is a parameter of it.
    private static void AddPlaces(OpenApiOperation operation, string address)
    {
        foreach (var part in address.Split('/').Where(part => part.StartsWith('{')))
        {
            operation.Parameters ??= [];
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = part.Trim('{', '}'), In = ParameterLocation.Path, Required = true,
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            });
        }
    }
}
