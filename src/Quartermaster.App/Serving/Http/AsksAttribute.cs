namespace Quartermaster.App.Serving.Http;

/// <summary>A parameter that an address takes after a question mark, for the OpenAPI document.</summary>
/// <param name="name">Its name.</param>
/// <param name="words">What it says.</param>
/// <param name="example">An example.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class AsksAttribute(string name, string words, string example) : Attribute
{
    public string Name => name;

    public string Words => words;

    public string Example => example;
}
