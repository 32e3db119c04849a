using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Quartermaster.Tests")]
