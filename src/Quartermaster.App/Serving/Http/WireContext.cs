using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Quartermaster.App.Serving.Http.Contracts;

namespace Quartermaster.App.Serving.Http;

/// <summary>How contracts are read and written, strictly: unknown and repeated fields are refused.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    MaxDepth = 16)]
[JsonSerializable(typeof(PromiseAsk))]
[JsonSerializable(typeof(PromiseBatchAsk))]
[JsonSerializable(typeof(PromiseAnswer))]
[JsonSerializable(typeof(PromiseBatchAnswer))]
[JsonSerializable(typeof(OrderPost))]
[JsonSerializable(typeof(OrderAnswer))]
[JsonSerializable(typeof(PickPost))]
[JsonSerializable(typeof(ShipPost))]
[JsonSerializable(typeof(ShortPost))]
[JsonSerializable(typeof(AddressPost))]
[JsonSerializable(typeof(InventoryPost))]
[JsonSerializable(typeof(InventoryAnswer))]
[JsonSerializable(typeof(MovementsPost))]
[JsonSerializable(typeof(MovementsAnswer))]
[JsonSerializable(typeof(StockAnswer))]
[JsonSerializable(typeof(WaitingAnswer))]
[JsonSerializable(typeof(InboundPost))]
[JsonSerializable(typeof(ReceiptPost))]
[JsonSerializable(typeof(InboundAnswer))]
[JsonSerializable(typeof(InboundOptionsAsk))]
[JsonSerializable(typeof(InboundOptionsAnswer))]
[JsonSerializable(typeof(InboundConfirm))]
[JsonSerializable(typeof(InboundConfirmAnswer))]
[JsonSerializable(typeof(InboundCancelAnswer))]
[JsonSerializable(typeof(BacklogPassAnswer))]
[JsonSerializable(typeof(HealthAnswer))]
[JsonSerializable(typeof(ServiceAnswer))]
[JsonSerializable(typeof(Problem))]
internal sealed partial class WireContext : JsonSerializerContext
{
    /// <summary>The same with quotation marks and letters as they are: answers are JSON, never part of a page.
    /// </summary>
    internal static WireContext Plain => s_plain.Value;

    // Not at once: the compiler's part may be made after this one.
    private static readonly Lazy<WireContext> s_plain = new(() => new(new JsonSerializerOptions(Default!.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    }));
}
