// A utility process that does as it is told.
process.parentPort.on('message', ({ data }) => {
  if (data.do === 'echo') process.parentPort.postMessage({ echoed: data.value, kind: Object.prototype.toString.call(data.value) });
  if (data.do === 'exit') process.exit(data.code);
  if (data.do === 'throw') setTimeout(() => { throw new Error('on purpose'); });
  if (data.do === 'wait') setInterval(() => {}, 1000);
  if (data.do === 'args') process.parentPort.postMessage(process.argv.slice(2));
});
