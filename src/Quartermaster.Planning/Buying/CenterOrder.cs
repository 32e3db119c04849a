namespace Quartermaster.Planning.Buying;

/// <summary>What centers order of a product today by offers of their own, as its offers to the network see it.
/// </summary>
/// <param name="Units">Units that are expected to arrive of it, 0 or more; 0 for offers to a center.</param>
public readonly record struct CenterOrder(int Units);
