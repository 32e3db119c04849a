namespace Quartermaster.Domain;

/// <summary>A human decision that replaces a computed one. The default means "none".</summary>
/// <param name="Code">Why the person decided so, from the list of reason codes; 0 for no override.</param>
/// <param name="Units">What the person decided, in units; 0 or more.</param>
public readonly record struct HumanDecision(int Code, int Units)
{
    /// <summary>Whether a person decided.</summary>
    public bool IsGiven => Code != 0;
}
