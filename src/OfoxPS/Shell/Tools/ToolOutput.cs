using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Text;
using OfoxPS.Core.Json;
using OfoxPS.Core.Text;
using OfoxPS.Shell.Input.Conversion;

namespace OfoxPS.Shell.Tools;

/// <summary>
/// What a command writes as the text that the model reads. It is taken object by object, and no more of it is kept than is sent.
/// </summary>
internal sealed class ToolOutput
{
    private const string Nothing = "no output";

    // Enough to learn what went wrong, however much the output was.
    private const int MaximumRemarks = 4_000;

    // Characters of warnings and errors after which a command is stopped that writes nothing else.
    private const int MaximumWarned = 1_000_000;

    // The least that an object takes as text: a character, and what parts it from the next.
    private const int ShortestObject = 2;

    private readonly ToolDefinitionOptions _options;
    private readonly Func<object?[], string, string> _format;
    private readonly List<object?> _data = [];
    private readonly ObjectList _json;
    private readonly StringBuilder _remarks = new();
    private readonly StringBuilder _errors = new();
    private long _remarkLength;
    private long _textLength;
    private bool _hasObjects;
    private bool _isFormatted;
    private bool _isFull;
    private bool _isStopped;

    /// <param name="options">In which form, and how much.</param>
    /// <param name="format">Renders objects in a form.</param>
    public ToolOutput(ToolDefinitionOptions options, Func<object?[], string, string> format)
    {
        _options = options;
        _format = format;
        _json = new ObjectList(options.OutputDepth, options.MaxOutputLength);
    }

    private bool IsJson => _hasObjects && !_isFormatted && _options.OutputAs == "Json";

    /// <summary>Takes what the command wrote, warnings and errors included.</summary>
    /// <returns>False where nothing more is taken: the command shall be stopped.</returns>
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
                return AddRemark($"WARNING: {warning.Message}");
            case { } value when LanguagePrimitives.GetEnumerator(value) is { } items:
                return AddAll(items);
            case { } value:
                return AddData(item, value);
        }
    }

    // A list that was written as one object is as its items.
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
        string text = string.Join("\n", new[] { body, TextCut.Start(_remarks.ToString(), MaximumRemarks) }.Where(static part => part.Length > 0));
        return new ToolAnswer(
            text.Length > 0 ? WellFormed.Repair(text) : Nothing,
            cut ?? (_isStopped ? "the tool wrote warnings and errors without end and was stopped" : null),
            _errors.Length > 0 ? TextCut.Start(_errors.ToString(), MaximumRemarks) : null);
    }

    private static string Words(ErrorRecord error) => error.ErrorDetails?.Message ?? error.Exception.Message;

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

    // Stopped by what follows the object that was too much, so that an error that comes after the last one is not lost.
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
            _isFull = _textLength > _options.MaxOutputLength;
        }
        else if (IsJson)
        {
            // Texts that came before the first object are items of the list as well.
            _isFull = !_data.Skip(_json.Count).All(_json.Add);
        }
        else
        {
            _isFull = _data.Count > _options.MaxOutputLength / ShortestObject;
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
            string objects = _json.ToText(isList: _data.Count > 1);
            cut = _json.Count == _data.Count && !_isStopped ? null : $"the first {Of(_json.Count, _data.Count, "objects")}";
            return cut is not null && objects.Length <= _options.MaxOutputLength ? $"{objects}\n(cut: {cut})" : Cut(objects, ref cut);
        }

        object?[] data = [.. _data];
        return Cut(_hasObjects ? _format(data, _isFormatted ? "Text" : _options.OutputAs).Trim() : string.Join("\n", data.Select(Unwrap.Value)), ref cut);
    }

    private string Cut(string text, ref string? cut)
    {
        if (text.Length <= _options.MaxOutputLength && !_isStopped)
        {
            return text;
        }

        cut = $"the first {Of(Math.Min(_options.MaxOutputLength, text.Length), text.Length, "characters")}";
        return $"{TextCut.Start(text, _options.MaxOutputLength)}\n(cut: {cut})";
    }

    private string Of(int sent, int all, string what) => _isStopped
        ? $"{sent} {what} were sent to the model, and the tool was stopped"
        : $"{sent} of {(_json.IsComplete ? all : $"more than {sent}")} {what} were sent to the model";
}
