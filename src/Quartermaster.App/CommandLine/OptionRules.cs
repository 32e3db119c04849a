using System.CommandLine;

namespace Quartermaster.App.CommandLine;

/// <summary>What values an option takes.</summary>
internal static class OptionRules
{
    /// <summary>Refuses values that are not right; the command ends as used wrongly before anything is done.</summary>
    /// <param name="option">The option.</param>
    /// <param name="isRight">Whether a value is right.</param>
    /// <param name="message">What to say of one that is not.</param>
    internal static void Require<TValue>(
        this Option<TValue> option, Func<TValue?, bool> isRight, Func<TValue?, string> message) =>
        option.Validators.Add(found =>
        {
            TValue? value;
            try
            {
                value = found.GetValueOrDefault<TValue>();
            }
            catch (InvalidOperationException)
            {
                return; // What cannot be read has its own message.
            }

            if (!isRight(value))
            {
                found.AddError(message(value));
            }
        });
}
