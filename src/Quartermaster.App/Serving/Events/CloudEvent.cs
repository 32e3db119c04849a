using System.Buffers;
using System.Text;
using System.Text.Json;
using Quartermaster.App.Serving.Http;
using Quartermaster.Domain;
using Quartermaster.Domain.Catalog;
using Quartermaster.Domain.Goods;

namespace Quartermaster.App.Serving.Events;

/// <summary>Writes events as CloudEvents 1.0 in JSON (github.com/cloudevents/spec, "JSON Event Format").</summary>
internal static class CloudEvent
{
    /// <summary>The content type of one event.</summary>
    internal const string One = "application/cloudevents+json";

    /// <summary>The content type of several.</summary>
    internal const string Several = "application/cloudevents-batch+json";

    /// <summary>The names of the types of events, by what an order is since then.</summary>
    internal static string TypeOf(OrderChange change) => "quartermaster.order." + change.State switch
    {
        _ when change.IsCut => "part_cut",
        _ when change.IsShort => "short_picked",
        _ when change.IsReaddressed => "readdressed",
        _ when change.IsPicked => "picked",
        _ when change.IsMoved => "moved",
        _ when change.IsThere => "goods_arrived",
        OrderOutcome.Decided when change.Facility != default => "parcel_left",
        var state => OrderAnswers.NameOf(state),
    };

    /// <summary>One event's text.</summary>
    internal static string Write(OrderEvent one, CatalogVersion catalog)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer))
        {
            Write(json, one, catalog);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Several events' bytes, as a JSON array.</summary>
    internal static byte[] Write(IEnumerable<OrderEvent> events, CatalogVersion catalog)
    {
        var buffer = new ArrayBufferWriter<byte>(4_096);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            foreach (var one in events)
            {
                Write(json, one, catalog);
            }

            json.WriteEndArray();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter json, OrderEvent one, CatalogVersion catalog)
    {
        json.WriteStartObject();
        json.WriteString("specversion", "1.0");
        json.WriteString("id", one.Id.ToString());
        json.WriteString("source", "/quartermaster/ledger");
        json.WriteString("type", TypeOf(one.Change));
        json.WriteString("subject", one.Code);
        json.WriteString("time", one.Change.At.ToString());
        json.WriteString("datacontenttype", "application/json");
        json.WriteStartObject("data");
        json.WriteString("order", one.Code);
        json.WriteString("state", OrderAnswers.NameOf(one.Change.State));
        if (FromOf(one.Change) is { Value: > 0 } from)
        {
            json.WriteString("from", catalog.CodeOf(from));
        }

        if (one.Ask is { } ask)
        {
            json.WriteString("region", catalog.CodeOf(ask.GoesTo));
            if (ask.Promised.IsKnown)
            {
                json.WriteString("promised", ask.Promised.ToString());
            }
        }

        if (one.Change.Lines is { Count: > 0 } lines)
        {
            Write(json, lines, catalog);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    // Of a step at several centers at once each item says its own, and no one of them stands for all.
    private static FacilityId FromOf(OrderChange change)
    {
        foreach (ref readonly var line in change.Lines is { } lines ? lines.Rows : [])
        {
            if (line.Facility != change.Facility)
            {
                return default;
            }
        }

        return change.Facility;
    }

    private static void Write(Utf8JsonWriter json, Table<StockClaim> lines, CatalogVersion catalog)
    {
        json.WriteStartArray("items");
        foreach (ref readonly var line in lines.Rows)
        {
            json.WriteStartObject();
            json.WriteString("product", catalog.CodeOf(line.Product));
            json.WriteNumber("units", line.Units);
            if (line.Facility != default)
            {
                json.WriteString("from", catalog.CodeOf(line.Facility));
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
