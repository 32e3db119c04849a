namespace Quartermaster.Evaluation.Generation.Truth;

/// <summary>What each keyed draw is for. Numbers never change their meaning: samples would change with them.</summary>
internal static class Streams
{
    internal const ulong Category = 0x4701;
    internal const ulong CategoryWeek = 0x4702;
    internal const ulong Taste = 0x4703;
    internal const ulong Occasion = 0x4704;
    internal const ulong Promotion = 0x4705;
    internal const ulong Attribute = 0x4706;
    internal const ulong Cluster = 0x4710;
    internal const ulong Product = 0x4711;
    internal const ulong ProductWeek = 0x4712;
    internal const ulong Pair = 0x4713;
    internal const ulong Participation = 0x4714;
    internal const ulong Offer = 0x4715;
    internal const ulong Vendor = 0x4716;
    internal const ulong Holding = 0x4717;
    internal const ulong OrdersOfDay = 0x4720;
    internal const ulong Order = 0x4721;
    internal const ulong Companion = 0x4722;
    internal const ulong LeadTime = 0x4730;
    internal const ulong Short = 0x4731;
    internal const ulong Views = 0x4740;
    internal const ulong Aftermath = 0x4741;
}
