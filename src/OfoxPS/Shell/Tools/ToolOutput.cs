using System.Collections;
using System.Management.Automation;
using System.Text;
using OfoxPS.Core.Json;
using OfoxPS.Core.Text;
using OfoxPS.Shell.Input.Conversion;

namespace OfoxPS.Shell.Tools;

/// <summary>
/// Makes the text for the model of the output of a command. Objects are taken one by one, and no more is kept than is sent.
/// </summary>
/// <param name="options">The format and the maximum length.</param>
/// <param name="format">Formats objects in a format.</param>
/// <param name="clean">Masks secrets in a text. It is called before the text is cut, because half a secret is not recognized.</param>
internal sealed class ToolOutput(ToolDefinitionOptions options, Func<object?[], string, string> format, Func<string, string> clean)
{
    private const string NoOutput = "no output";

    // The maximum number of characters of warnings and errors, which are kept beside any amount of output.
    private const int MaximumRemarks = 4_000;

    // Characters of warnings and errors after which a command that writes nothing else is stopped.
    private const int MaximumWarned = 1_000_000;

    // The minimum number of characters of an object: one, and a separator.
    private const int ShortestObject = 2;

    private readonly List<object?> _data = [];
    private readonly ObjectList _json = new(options.OutputDepth, options.MaxOutputLength);
    private readonly StringBuilder _remarks = new();
    private readonly StringBuilder _errors = new();
    private long _remarkLength;
    private long _textLength;
    private bool _hasObjects;
    private bool _isFormatted;
    private bool _isFull;
    private bool _isStopped;

    private bool IsJson => _hasObjects && !_isFormatted && options.OutputAs == "Json";

    /// <summary>Takes an object that the command has written, or a warning or an error.</summary>
    /// <returns>False if nothing more is taken, so that the command is to be stopped.</returns>
    public bool Add(PSObject? item)
    {
        switch (item?.BaseObject)
        {
            case null:
                return true;
            case ErrorRecord error:
                Append(_errors, Words(error));
                return AddRemark($"ERROR: {Words(error)}");
            case WarningRecord warning:
                return AddRemark($"WARNING: {clean(warning.Message)}");
            case { } value when LanguagePrimitives.GetEnumerator(value) is { } items:
                return AddAll(items);
            case { } value:
                return AddData(item, value);
        }
    }

    // The items of a list that was written as one object.
    private bool AddAll(IEnumerator items)
    {
        while (items.MoveNext())
        {
            if (items.Current is { } next && PSObject.AsPSObject(next) is var item && !AddData(item, item.BaseObject))
            {
                return false;
            }
        }

        return true;
    }

    public ToolAnswer ToAnswer()
    {
        string body = Body(out string? cut);
        string text = string.Join(
            "\n", new[] { body, TextCut.Start(_remarks.ToString(), MaximumRemarks) }.Where(static part => part.Length > 0));
        return new ToolAnswer(
            text.Length > 0 ? WellFormed.Repair(text) : NoOutput,
            cut ?? (_isStopped ? "the tool wrote warnings and errors without end and was stopped" : null),
            _errors.Length > 0 ? TextCut.Start(_errors.ToString(), MaximumRemarks) : null);
    }

    private string Words(ErrorRecord error) => clean(error.ErrorDetails?.Message ?? error.Exception.Message);

    private static void Append(StringBuilder target, string line)
    {
        if (target.Length <= MaximumRemarks)
        {
            target.Append(target.Length > 0 ? "\n" : string.Empty).Append(line);
        }
    }

    private bool AddRemark(string line)
    {
        Append(_remarks, line);
        _remarkLength += line.Length;
        _isStopped |= _remarkLength > MaximumWarned;
        return !_isStopped;
    }

    // The object after the last one that fits stops the command, so that an error right after that one is not lost.
    private bool AddData(PSObject item, object value)
    {
        if (_isFull)
        {
            _isStopped = true;
            return false;
        }

        _data.Add(item);
        _hasObjects |= value is not string;
        _isFormatted |= value.GetType().Namespace == "Microsoft.PowerShell.Commands.Internal.Format";
        if (!_hasObjects)
        {
            _textLength += ((string)value).Length + (_data.Count > 1 ? 1 : 0);
            _isFull = _textLength > options.MaxOutputLength;
        }
        else if (IsJson)
        {
            // Strings that were written before the first object become items of the list.
            _isFull = !_data.Skip(_json.Count).All(_json.Add);
        }
        else
        {
            _isFull = _data.Count > options.MaxOutputLength / ShortestObject;
        }

        return true;
    }

    private string Body(out string? cut)
    {
        cut = null;
        if (_data.Count == 0)
        {
            return string.Empty;
        }

        if (IsJson)
        {
            string objects = clean(_json.ToText(isList: _data.Count > 1));
            string? first = _json.Count == _data.Count && !_isStopped ? null : $"the first {Of(_json.Count, _data.Count, "objects")}";
            string? deep = _json.IsDeep
                ? $"values deeper than {Plural.Of(options.OutputDepth, "level")} (-OutputDepth), or that refer to themselves, were sent to "
                    + "the model as text"
                : null;
            cut = first is null || deep is null ? first ?? deep : $"{first}, and {deep}";
            return cut is not null && objects.Length <= options.MaxOutputLength ? $"{objects}\n(cut: {cut})" : Cut(objects, ref cut);
        }

        object?[] data = [.. _data];
        string text = _hasObjects
            ? format(data, _isFormatted ? "Text" : options.OutputAs).Trim()
            : string.Join("\n", data.Select(Unwrap.Value));
        return Cut(clean(text), ref cut);
    }

    private string Cut(string text, ref string? cut)
    {
        if (text.Length <= options.MaxOutputLength && !_isStopped)
        {
            return text;
        }

        cut = $"the first {Of(Math.Min(options.MaxOutputLength, text.Length), text.Length, "characters")}";
        return $"{TextCut.Start(text, options.MaxOutputLength)}\n(cut: {cut})";
    }

    private string Of(int sent, int all, string what) => _isStopped
        ? $"{sent} {what} were sent to the model, and the tool was stopped"
        : $"{sent} of {(_json.IsComplete ? all : $"more than {sent}")} {what} were sent to the model";
}
