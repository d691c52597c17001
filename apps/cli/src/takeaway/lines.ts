/**
 * The lines of a file, without the newline that ends each. Node's own readline also breaks at a carriage return and at U+2028, which may stand
 * inside a JSON string.
 */
export async function* linesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let begun: Buffer[] = [];
  for await (const chunk of chunks) {
    let at = 0;
    for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, at)) {
      const rest = chunk.subarray(at, end);
      yield (begun.length === 0 ? rest : Buffer.concat([...begun, rest])).toString();
      begun = [];
      at = end + 1;
    }
    if (at < chunk.length) begun.push(chunk.subarray(at));
  }
  if (begun.length > 0) yield Buffer.concat(begun).toString();
}
