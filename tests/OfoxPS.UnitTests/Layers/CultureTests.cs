using System.IO;
using System.Linq;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Xunit;

namespace OfoxPS.UnitTests.Layers;

/// <summary>No text of the module depends on the culture of the session.</summary>
public sealed class CultureTests
{
    [Fact]
    public void Interpolated_strings_are_built_by_a_type_of_the_module() =>
        Assert.Contains("DefaultInterpolatedStringHandler", Definitions());

    [Fact]
    public void Nobody_formats_in_the_culture_of_the_session()
    {
        using PEReader file = new(File.OpenRead(typeof(ChatCompletion).Assembly.Location));
        MetadataReader reader = file.GetMetadataReader();

        Assert.DoesNotContain(reader.MemberReferences.Select(reader.GetMemberReference), member =>
            member.Parent.Kind == HandleKind.TypeReference
            && reader.GetString(reader.GetTypeReference((TypeReferenceHandle)member.Parent).Name) == "DefaultInterpolatedStringHandler");
    }

    private static string[] Definitions()
    {
        using PEReader file = new(File.OpenRead(typeof(ChatCompletion).Assembly.Location));
        MetadataReader reader = file.GetMetadataReader();
        return [.. reader.TypeDefinitions.Select(handle => reader.GetString(reader.GetTypeDefinition(handle).Name))];
    }
}
