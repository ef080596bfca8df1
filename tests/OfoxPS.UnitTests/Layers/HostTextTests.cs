using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.UnitTests.Layers;

/// <summary>Whatever a host shows passes one place, which takes out what a terminal would obey.</summary>
public sealed class HostTextTests
{
    private static readonly string[] Cmdlets = ["Cmdlet", "PSCmdlet"];

    private static readonly string[] Shown =
        ["WriteWarning", "WriteVerbose", "WriteDebug", "WriteProgress", "WriteInformation", "ShouldProcess", "ShouldContinue",
            "WriteCommandDetail"];

    [Fact]
    public void No_cmdlet_goes_past_its_base_class() => Assert.Equal(
        ["OfoxCmdlet", "TestScopes"],
        Callers("System.Management.Automation", Cmdlets, Shown).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void Nobody_writes_to_the_host_itself_but_with_a_text_of_its_own() => Assert.Equal(
        ["BatchReporter", "HostTerminal", "LiveText", "ToolConsent"],
        Callers("System.Management.Automation.Host", ["PSHostUserInterface"],
            ["Write", "WriteLine", "WriteWarningLine", "WriteVerboseLine", "WriteDebugLine", "WriteErrorLine", "WriteProgress", "Prompt",
            "PromptForChoice"])
            .Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void Each_error_record_is_made_in_one_place() =>
        Assert.Equal(["ErrorRecords"], Callers("System.Management.Automation", ["ErrorRecord"], [".ctor"]).Distinct());

    [Fact]
    public void Nobody_changes_the_language_mode_of_a_session() =>
        Assert.Empty(Callers("System.Management.Automation", ["SessionState"], ["set_LanguageMode"]));

    [Fact]
    public void A_deserialized_object_shows_what_the_object_itself_does()
    {
        XDocument document = XDocument.Load(Path.Combine(Checkout.Root, "OfoxPS.Types.ps1xml"));
        document.DescendantNodes().OfType<XComment>().Remove();
        Dictionary<string, string> types = document.Root!.Elements("Type")
            .ToDictionary(static type => type.Element("Name")!.Value, static type => ShownOf(type.Element("Members")!));

        Assert.All(types.Keys.Where(static name => !name.StartsWith("Deserialized.", StringComparison.Ordinal)),
            name => Assert.Equal(types[name], types["Deserialized." + name]));
    }

    // The hidden properties that views show, and which of them a list shows; not those that only serialization reads.
    private static string ShownOf(XElement members) => string.Join("\n", members.Elements()
        .Where(one => (string?)one.Attribute("IsHidden") == "true"
            && !Set(members, "PropertySerializationSet").Contains(one.Element("Name")!.Value))
        .Concat(members.Descendants("PropertySet").Where(static set => set.Element("Name")!.Value == "DefaultDisplayPropertySet")));

    private static IEnumerable<string> Set(XElement members, string name) => members.Descendants("PropertySet")
        .Where(set => set.Element("Name")!.Value == name).Elements("ReferencedProperties").Elements("Name").Select(static one => one.Value);

    // The types of the module in whose code a member of others is called.
    private static List<string> Callers(string space, string[] types, string[] members)
    {
        using PEReader file = new(File.OpenRead(typeof(ChatCompletion).Assembly.Location));
        MetadataReader reader = file.GetMetadataReader();
        HashSet<int> tokens =
        [
            .. reader.MemberReferences
                .Where(handle => reader.GetMemberReference(handle) is { Parent.Kind: HandleKind.TypeReference } member
                    && members.Contains(reader.GetString(member.Name))
                    && reader.GetTypeReference((TypeReferenceHandle)member.Parent) is { } type
                    && reader.GetString(type.Namespace) == space && types.Contains(reader.GetString(type.Name)))
                .Select(static handle => System.Reflection.Metadata.Ecma335.MetadataTokens.GetToken(handle)),
        ];
        List<string> callers = [];
        foreach (MethodDefinitionHandle handle in reader.MethodDefinitions)
        {
            MethodDefinition method = reader.GetMethodDefinition(handle);
            if (method.RelativeVirtualAddress != 0 && Calls(file.GetMethodBody(method.RelativeVirtualAddress).GetILBytes() ?? [], tokens))
            {
                callers.Add(Outer(reader, method.GetDeclaringType()));
            }
        }

        return callers;
    }

    // call, callvirt, newobj, ldftn: the token is the four bytes after the code.
    private static bool Calls(byte[] code, HashSet<int> tokens) =>
        Enumerable.Range(0, Math.Max(0, code.Length - 4))
            .Any(at => code[at] is 0x28 or 0x6F or 0x73 or 0x06 && tokens.Contains(BitConverter.ToInt32(code, at + 1)));

    private static string Outer(MetadataReader reader, TypeDefinitionHandle type)
    {
        TypeDefinition definition = reader.GetTypeDefinition(type);
        return definition.GetDeclaringType().IsNil ? reader.GetString(definition.Name) : Outer(reader, definition.GetDeclaringType());
    }
}
