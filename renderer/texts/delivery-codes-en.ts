import type { DeliveryCode } from '../../shared/delivery.ts';
import type { testCodesRu } from './delivery-codes-ru.ts';

/** Why a delivery did not come about or a connection does not work, and what to do about it. */
export const deliveryCodesEn: Record<DeliveryCode, string> = {
  'delivery.timedOut': 'The delivery took too long and was cut off. The program looks whether it arrived, then repeats.',
  'delivery.interrupted': 'The delivery was cut off when the program was closed. It repeats by itself.',
  'delivery.failed': 'An internal error. The program tries again by itself; if it stays, call your administrator.',
  'registration.unreadable': 'This registration cannot be opened, so it cannot be sent. Call your administrator.',
  'secret.missing': 'The secret (webhook or key) is not set on this computer. Enter it in the settings.',
  'secret.unreadable': 'The keychain did not give the secret. Unlock it with the system password.',
  'network.offline': 'There is no network. Delivery goes on by itself as soon as there is.',
  'network.nameUnknown': 'No server has this address. Check the network, and the address in the settings.',
  'network.refused': 'Nobody answers at this address. Check address and port in the settings.',
  'network.timedOut': 'The server did not answer in time. The program tries again by itself.',
  'network.broken': 'The connection broke half-way. The program looks whether it arrived, then repeats.',
  'network.certificate':
    'The server’s certificate is not trusted. Check the address; where a filter guards the network, install its certificate.',
  'network.proxy': 'The proxy server does not let us through. Check the proxy in the system’s settings.',
  'clock.wrong': 'The clock of this computer is wrong. Switch on network time in the system.',
  'server.busy': 'The server is busy and asks for patience. The program waits and repeats by itself.',
  'server.failed': 'The server has a fault. The program looks whether it arrived, then repeats.',
  'server.unexpected':
    'Somebody else answered, perhaps the network’s login page. Log in with a browser and check the address.',
  'archive.differs': 'What was read back is not what was written. Check the disk or the storage.',
  'folder.missing': 'The folder is not there, or its disk is not connected. Connect it; delivery goes on by itself.',
  'folder.forbidden': 'The folder must not be written to. Allow it or choose another folder.',
  'folder.full': 'The disk of the folder is full. Free some space; delivery goes on by itself.',
  's3.forbidden': 'This key may not do all it must in the bucket. Allow it to write, read and delete.',
  's3.secretWrong': 'The access key or the secret key is wrong. Enter them again.',
  's3.bucketMissing': 'There is no such bucket. Check its name and the address.',
  's3.regionWrong': 'The bucket is in another region. Correct the region in the settings.',
  's3.full': 'The storage is full. Enlarge it; delivery goes on by itself.',
  's3.refused': 'The storage did not accept the request. Check address, form of the bucket’s address, and encryption.',
  'bitrix.webhookInvalid': 'What is stored is no webhook of Bitrix24. Copy it from the portal again.',
  'bitrix.webhookRefused': 'Bitrix24 refuses the webhook: it was deleted, changed or has expired. Enter a valid one.',
  'bitrix.planRefuses': 'The portal’s plan does not allow webhooks. Change the plan or subscribe to the Market.',
  'bitrix.scopeMissing': 'The webhook lacks the right “CRM”. Tick it in the webhook’s settings on the portal.',
  'bitrix.accessDenied': 'Whoever made the webhook has no right to contacts. Grant it in the CRM settings.',
  'bitrix.portalDeleted': 'This portal no longer exists. Enter another’s webhook or remove the destination.',
  'bitrix.blocked': 'Bitrix24 has blocked the portal’s webhooks. Ask the support of Bitrix24.',
  'bitrix.queryLimit': 'The portal is flooded with requests. The program waits and repeats by itself.',
  'bitrix.timeBudget': 'The portal has used up its time for requests. The program waits as long as it asks.',
  'bitrix.methodUnknown': 'The portal does not know this request. Update the portal or call your administrator.',
  'bitrix.fieldMissing': 'The portal’s contacts lack our fields. Create them in the settings under “Destinations”.',
  'bitrix.presetMissing':
    'The requisite template for the document number is gone, or has no field for it. Choose one in the settings again.',
  'bitrix.filterIgnored': 'The portal does not search by our fields. Delivery stopped, so as not to touch other contacts.',
  'bitrix.notFound': 'The contact was deleted or merged. The program looks for it again.',
  'bitrix.valueRefused': 'The portal did not accept one of the values. Look at the registration, call your administrator.',
  'bitrix.requestRefused': 'The portal refused without a reason. Test the connection in the settings.',
};

/** The same of a connection that is only tried. */
export const testCodesEn = {
  'delivery.timedOut': 'The test took too long and was cut off. Check network and address and try again.',
  'delivery.failed': 'An internal error. Test again; if it stays, look into the technical log.',
  'network.offline': 'There is no network. Connect to it and test again.',
  'network.timedOut': 'The server did not answer in time. Check network and address and try again.',
  'network.broken': 'The connection broke half-way. Check address and port and try again.',
  'server.busy': 'The server is busy and asks for patience. Test again in a minute.',
  'server.failed': 'The server has a fault. Test again later; if it stays, ask who looks after it.',
  'folder.missing': 'The folder is not there, or its disk is not connected. Connect it and test again.',
  'folder.full': 'The disk of the folder is full. Free some space and test again.',
  's3.full': 'The storage is full. Enlarge it and test again.',
  'bitrix.queryLimit': 'The portal is flooded with requests. Test again in a minute.',
  'bitrix.timeBudget': 'The portal has used up its time for requests. Test again in ten minutes.',
} satisfies typeof testCodesRu;
