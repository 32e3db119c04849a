namespace Quartermaster.App.Serving.Http;

/// <summary>An example of each request with a body, of the world corner-shop: a test sends every one of them, with an
/// option of POST v1/inbound/options where {option} stands.</summary>
internal static class ApiExamples
{
    private static readonly Dictionary<string, string> s_examples = new(StringComparer.OrdinalIgnoreCase)
    {
        ["POST v1/promises"] = """
            {"items": [{"product": "tea", "units": 2}], "destination": {"region": "dallas"}}
            """,
        ["POST v1/promises/batch"] = """
            {"carts": [
                {"items": [{"product": "tea"}], "destination": {"region": "dallas"}, "speeds": ["two_day"]},
                {"items": [{"product": "lamp"}, {"product": "tea", "units": 3}], "destination": {"region": "dallas"},
                 "quotes": false}
            ]}
            """,
        ["POST v1/orders"] = """
            {"order": "web-1001", "items": [{"product": "tea", "units": 2}], "destination": {"region": "dallas"},
             "speed": "standard", "fill": "fill_or_kill", "customer": "c-17"}
            """,
        ["POST v1/orders/{order}/short"] = """
            {"key": "pick-17", "lines": [{"product": "tea", "facility": "south", "units": 1}]}
            """,
        ["POST v1/orders/{order}/address"] = """
            {"destination": {"region": "houston"}, "accept_later": true}
            """,
        ["POST v1/orders/{order}/pick"] = """
            {"from": "south"}
            """,
        ["POST v1/orders/{order}/ship"] = """
            {"from": "south", "part": false}
            """,
        ["POST v1/inventory/updates"] = """
            {"feed": "warehouse", "updates": [
                {"product": "tea", "facility": "south", "sequence": 1, "units": 40},
                {"product": "lamp", "facility": "south", "sequence": 1, "units": 5, "kind": "change"}
            ]}
            """,
        ["POST v1/inventory/movements"] = """
            {"movements": [
                {"key": "t-17 out", "kind": "depart", "product": "tea", "facility": "south", "to": "north", "units": 4},
                {"key": "t-17 in", "kind": "arrive", "product": "tea", "facility": "north", "units": 3},
                {"key": "t-17 lost", "kind": "lose_in_transit", "product": "tea", "facility": "north", "units": 1},
                {"key": "rma-5", "kind": "return", "product": "lamp", "facility": "south", "units": 1,
                 "is_sellable": false}
            ]}
            """,
        ["POST v1/inbound"] = """
            {"shipment": "asn-77", "to": "south", "items": [{"product": "lamp", "units": 12}]}
            """,
        ["POST v1/inbound/options"] = """
            {"shipment": "asn-78", "from": "import", "items": [{"product": "tea", "units": 60},
                {"product": "coffee", "units": 48}]}
            """,
        ["POST v1/inbound/{shipment}/confirm"] = """
            {"option": "{option}"}
            """,
        ["POST v1/inbound/{shipment}/receipts"] = """
            {"receipt": "dock-5", "to": "south", "items": [{"product": "lamp", "units": 11},
                {"product": "lamp", "units": 1, "is_sellable": false}]}
            """,
    };

    /// <summary>The examples, by method and address.</summary>
    internal static IReadOnlyDictionary<string, string> All => s_examples;

    /// <summary>The example of an address; null where a request has no body.</summary>
    internal static string? Of(string? method, string? address) => s_examples.GetValueOrDefault($"{method} {address}");
}
