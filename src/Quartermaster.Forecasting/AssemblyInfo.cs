using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Quartermaster.Benchmarks")]
[assembly: InternalsVisibleTo("Quartermaster.Tests")]
