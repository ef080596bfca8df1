namespace OfoxPS.Shell.Input.Reading;

/// <summary>Takes the inputs of a command, one for each request, in their order.</summary>
internal interface IInputSink
{
    /// <summary>Says before the first input how many objects the pipeline will give.</summary>
    /// <param name="count">Their number; null where it is not known.</param>
    public void Expect(int? count);

    /// <summary>Nothing is asked about a blank string of the input.</summary>
    public void PassOver();

    /// <summary>Takes an input, and returns when the next one may come.</summary>
    public void Add(UserInput input);

    /// <summary>Takes an input that cannot be asked about, in its place among the others.</summary>
    /// <param name="failure">What is wrong with it.</param>
    /// <param name="source">The input.</param>
    /// <param name="index">Its place among all objects of the pipeline, from 0; null where there is no pipeline.</param>
    public void AddFailure(OfoxException failure, object? source, long? index);

    /// <summary>There is no further input: returns when all of them have been worked on.</summary>
    public void Finish();

    /// <summary>The pipeline has ended, early or not: ends what still runs.</summary>
    public void Close();
}
