/** Two short tones, made here: no file to load, nothing that could be mistaken for another program. */
export function playChime(): void {
  const audio = new AudioContext();
  const tone = (frequency: number, at: number): void => {
    const oscillator = audio.createOscillator();
    const volume = audio.createGain();
    oscillator.frequency.value = frequency;
    volume.gain.setValueAtTime(0.12, audio.currentTime + at);
    volume.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + at + 0.25);
    oscillator.connect(volume).connect(audio.destination);
    oscillator.start(audio.currentTime + at);
    oscillator.stop(audio.currentTime + at + 0.25);
  };
  tone(660, 0);
  tone(880, 0.14);
  setTimeout(() => void audio.close(), 1000);
}
